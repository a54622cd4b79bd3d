"""What every request passes before it is answered: name, sender, rate, size, and headers on the way out."""
