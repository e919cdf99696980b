//go:build race

package e2e_test

// A test under the race detector starts a program under the race detector.
func init() { buildFlags = append(buildFlags, "-race") }
