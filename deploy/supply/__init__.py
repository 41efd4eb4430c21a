"""What Masar is built of: the locked versions, and the advisories about them."""
