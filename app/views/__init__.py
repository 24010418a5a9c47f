"""What every pages.py and api.py is made of."""
