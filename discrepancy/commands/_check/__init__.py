"""What `check` needs: which findings count and fail, and where what is found is printed and written."""
