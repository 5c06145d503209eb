"""How the machine learns from people's decisions: taught, measured, compared, put in use, gone back on."""
