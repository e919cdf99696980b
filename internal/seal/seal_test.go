package seal_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"verbatim/internal/seal"
)

func installation(t testing.TB) *seal.Installation {
	t.Helper()
	i, err := seal.NewInstallation(bytes.Repeat([]byte{7}, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestSealedBytesOpenInOnePlaceOnly(t *testing.T) {
	i := installation(t)
	o, err := seal.NewOffer("a")
	if err != nil {
		t.Fatal(err)
	}
	other, _ := seal.NewOffer("b")
	rapid.Check(t, func(rt *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(rt, "plain")
		sealed := o.Seal(plain, "letters/1")
		if back, err := o.Open(sealed, "letters/1"); err != nil || !bytes.Equal(back, plain) {
			rt.Fatalf("does not open: %v", err)
		}
		if _, err := o.Open(sealed, "letters/2"); !errors.Is(err, seal.ErrBroken) {
			rt.Fatal("opens in another place")
		}
		if _, err := other.Open(sealed, "letters/1"); !errors.Is(err, seal.ErrBroken) {
			rt.Fatal("opens for another offer")
		}
		sealed[rapid.IntRange(0, len(sealed)-1).Draw(rt, "at")] ^= 1
		if _, err := o.Open(sealed, "letters/1"); !errors.Is(err, seal.ErrBroken) {
			rt.Fatal("opens although it was changed")
		}
	})
	key, salt := i.Wrap(o)
	back, err := i.Unwrap("a", key, salt)
	if err != nil || back.Digest([]byte("x")) != o.Digest([]byte("x")) {
		t.Fatalf("unwrapped key differs: %v", err)
	}
	if _, err := i.Unwrap("b", key, salt); !errors.Is(err, seal.ErrBroken) {
		t.Fatal("a wrapped key serves another offer")
	}
}

func TestLoadOrCreate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	first, err := seal.LoadOrCreate(path)
	if err != nil {
		t.Fatal(err)
	}
	again, err := seal.LoadOrCreate(path)
	if err != nil || !bytes.Equal(first, again) {
		t.Fatalf("another key the second time: %v", err)
	}
	info, _ := os.Stat(path)
	if info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v", info.Mode())
	}
	if err := os.WriteFile(path, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.LoadOrCreate(path); err == nil {
		t.Fatal("a broken key file is taken")
	}
}
