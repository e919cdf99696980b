package hook

import (
	"net/netip"
	"net/url"
	"testing"
)

// FuzzURL: what registration takes is https, and leads to no address that is written in it and is not public.
func FuzzURL(f *testing.F) {
	for _, s := range []string{
		"https://hooks.example.com/x", "https://127.0.0.1/", "https://[::ffff:127.0.0.1]/", "https://[::1%25lo]/", "https://2130706433/", "https://0x7f.1/", "https://a@b/",
		"https://[64:ff9b::7f00:1]:443/", "https://x.1./", "https:///", "https://%31%32%37.0.0.1/", "HTTPS://10.0.0.1",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if checkURL(text, false) != nil {
			return
		}
		u, err := url.Parse(text)
		if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
			t.Fatalf("%q is taken", text)
		}
		if a, err := netip.ParseAddr(u.Hostname()); err == nil && !Public(a) {
			t.Fatalf("%q leads to %s", text, a)
		}
	})
}
