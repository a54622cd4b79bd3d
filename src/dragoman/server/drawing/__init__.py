"""What is drawn on the server: places, sizes and marks as plain values that templates write as SVG or text."""
