"""What keeps strangers, hostile pages and hostile texts out of the application."""
