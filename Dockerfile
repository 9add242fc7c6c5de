FROM python:3.13-slim-trixie

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
WORKDIR /app

# The data folder belongs to the user that runs the archive, and with it every volume first mounted there.
RUN useradd --system --uid 10001 --no-create-home archive && install -d -o archive -m 700 /data

# The packages come first: they change less often than the code.
COPY pyproject.toml constraints.txt ./
COPY scripts/install.py scripts/
RUN PIP_CONSTRAINT=/app/constraints.txt python scripts/install.py opensearch

COPY . .
# Readable by the user that runs it, however the checkout was made.
RUN chmod -R a+rX .
ENV DATA_DIR=/data STATIC_ROOT=/app/staticfiles
RUN SECRET_KEY=only-to-build python manage.py collectstatic --noinput

USER archive
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000"]
