"""The brain: understands a message, chooses the actions, words the reply. Runs in Rasa's environment."""
