"""Time entries: who worked how long on which project; the running one is the timer."""
