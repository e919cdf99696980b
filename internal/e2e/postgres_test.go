package e2e_test

import "testing"

func postgres(t *testing.T) options { return options{} }
