"""Speed and quality beside other libraries, measured side by side in one run: `make bench`. Nothing is asserted."""
