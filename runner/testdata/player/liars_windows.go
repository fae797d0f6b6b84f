package main

// liars are for systems with signals.
var liars map[string]func()
