"""The layout of printed pages: from placed characters and drawn lines to text in reading order. Geometry only."""
