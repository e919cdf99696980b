package hook

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode"

	"verbatim/internal/fault"
)

const maxURL = 1000 // bytes

// checkURL judges an address at registration. The guard judges it again at each delivery, by what it resolves to.
func checkURL(text string, allowLoopback bool) *fault.Fault {
	bad := func(message string) *fault.Fault {
		return &fault.Fault{Code: fault.CodeFormat, Pointer: "/url", Message: message}
	}
	u, err := url.Parse(text)
	if err != nil || len(text) > maxURL || u.Opaque != "" || u.Hostname() == "" || strings.ContainsFunc(text, func(r rune) bool { return r > 126 || unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return bad("must be an absolute address of at most 1000 ASCII characters, such as https://hooks.example.com/verbatim")
	}
	if u.User != nil || u.Fragment != "" {
		return bad("must have neither a user nor a fragment")
	}
	addr, errAddr := netip.ParseAddr(u.Hostname())
	isLoopback := allowLoopback && errAddr == nil && addr.Unmap().IsLoopback()
	if u.Scheme != "https" && !(u.Scheme == "http" && isLoopback) {
		return bad("must begin with https://")
	}
	if errAddr == nil && !isLoopback && !Public(addr) {
		return bad("must lead to a public address")
	}
	if errAddr != nil && endsInNumber(u.Hostname()) {
		return bad("must name a host, or an IP address in its usual form")
	}
	return nil
}

// endsInNumber says whether some programs would read a name as an IPv4 address: 127.1, 2130706433, 0x7f.1, 0177.0.0.1
// (WHATWG URL, "ends in a number").
func endsInNumber(host string) bool {
	host = strings.TrimSuffix(host, ".")
	last := host[strings.LastIndex(host, ".")+1:]
	if rest, hex := strings.CutPrefix(strings.ToLower(last), "0x"); hex {
		last = rest
		return strings.Trim(last, "0123456789abcdef") == ""
	}
	return strings.Trim(last, "0123456789") == ""
}
