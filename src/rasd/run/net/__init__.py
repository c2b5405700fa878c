"""The web as rasd asks it: public machines alone, bounded, and nothing said about who asks."""
