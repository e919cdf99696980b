package hook

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strconv"
)

// errRefused says that an address is not one of the public internet.
var errRefused = errors.New("hook: the receiver's address is not public")

// forbidden are ranges that netip's own questions do not cover (IANA special-purpose registries, and addresses at which
// clouds answer with credentials).
var forbidden = prefixes(
	"0.0.0.0/8",        // this network
	"100.64.0.0/10",    // shared by carriers; Alibaba's metadata
	"192.0.0.0/24",     // protocol assignments; Oracle's metadata
	"192.0.2.0/24",     // documentation
	"192.88.99.0/24",   // 6to4 relays
	"198.18.0.0/15",    // benchmarks
	"198.51.100.0/24",  // documentation
	"203.0.113.0/24",   // documentation
	"240.0.0.0/4",      // reserved, broadcast
	"168.63.129.16/32", // Azure's platform
	"2001::/23",        // protocol assignments, Teredo among them
	"2001:db8::/32",    // documentation
	"2002::/16",        // 6to4: holds an IPv4 address
	"3fff::/20",        // documentation
)

// global is the only part of IPv6 that is given out to the public. Mapped, translated, unique-local and site-local
// addresses lie outside.
var global = netip.MustParsePrefix("2000::/3")

func prefixes(texts ...string) (out []netip.Prefix) {
	for _, t := range texts {
		out = append(out, netip.MustParsePrefix(t))
	}
	return out
}

// Public says whether an address is one that anybody can be reached at. The zone of an address is dropped and a mapped
// address is judged as the IPv4 address it is.
func Public(a netip.Addr) bool {
	a = a.WithZone("").Unmap()
	if !a.IsValid() || a.IsUnspecified() || a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsMulticast() {
		return false
	}
	if a.Is6() && !global.Contains(a) {
		return false
	}
	for _, p := range forbidden {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// Dialer connects to public addresses only. It judges the address that it then connects to, so an answer of the DNS that
// changes between two questions changes nothing.
type Dialer struct {
	AllowLoopback bool // this machine too: for tests, by the operator's explicit flag
	Resolve       func(ctx context.Context, host string) ([]netip.Addr, error)
	Dial          func(ctx context.Context, a netip.AddrPort) (net.Conn, error)
}

// NewDialer gives a dialer on the real network.
func NewDialer(allowLoopback bool) *Dialer {
	var d net.Dialer
	return &Dialer{
		AllowLoopback: allowLoopback,
		Resolve: func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		},
		Dial: func(ctx context.Context, a netip.AddrPort) (net.Conn, error) {
			return d.DialContext(ctx, "tcp", a.String())
		},
	}
}

// allows judges one resolved address.
func (d *Dialer) allows(a netip.Addr) bool {
	return Public(a) || d.AllowLoopback && a.WithZone("").Unmap().IsLoopback()
}

// DialContext connects for an http.Transport. One forbidden address among a name's addresses refuses them all.
func (d *Dialer) DialContext(ctx context.Context, _, address string) (net.Conn, error) {
	host, portText, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil {
		return nil, err
	}
	addrs, err := d.addresses(ctx, host)
	if err != nil {
		return nil, err
	}
	for _, a := range addrs {
		if !d.allows(a) {
			return nil, errRefused
		}
	}
	err = errRefused // a name without addresses
	for _, a := range addrs {
		var c net.Conn
		if c, err = d.Dial(ctx, netip.AddrPortFrom(a.WithZone("").Unmap(), uint16(port))); err == nil {
			return c, nil
		}
	}
	return nil, err
}

func (d *Dialer) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	return d.Resolve(ctx, host)
}
