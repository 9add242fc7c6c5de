"""The archive for programs: `/api/v1/`. Told to readers in docs/api.md."""
