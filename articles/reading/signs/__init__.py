"""What one line or word says by itself: dates, stamps, datelines, marks, places, sections, outlets, prose."""
