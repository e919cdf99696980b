package post_test

import (
	"os"
	"path/filepath"
	"testing"

	"verbatim/internal/post/posttest"
)

// TestMain puts the authority among those that this process trusts, as an operator does with an authority of the house.
func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "post")
		if err != nil {
			panic(err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
		file := filepath.Join(dir, "ca.pem")
		if err := os.WriteFile(file, posttest.Authority(), 0o600); err != nil {
			panic(err)
		}
		if err := os.Setenv("SSL_CERT_FILE", file); err != nil {
			panic(err)
		}
		return m.Run()
	}())
}
