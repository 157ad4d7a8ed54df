"""Making awards: signed, hosted, baked into pictures, and taken back."""
