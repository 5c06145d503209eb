"""A made-up council and a made-up year of feedback, to see and try everything. Nobody in it is real."""
