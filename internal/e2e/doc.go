// Package e2e owns the tests of the whole: they build the real program once, start it as an operator would, and speak
// HTTP and the command line to it. It holds no code that runs, and knows the program only from outside.
package e2e
