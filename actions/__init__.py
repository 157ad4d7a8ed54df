"""What the guide does about each thing that a learner can say: one module a topic, one action an intent."""
