package torture

import (
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"
)

// mode is how the network between the program and its database behaves.
type mode string

// The faults. After half-open, connections that were open then stay dead for ever, as after a firewall forgot them.
const (
	healthy   mode = "healthy"
	latency   mode = "latency"   // each piece comes late
	blackhole mode = "blackhole" // nothing comes, and all of it when the fault ends
	reset     mode = "reset"     // connections are reset, new ones too
	cut       mode = "cut"       // answers end in their middle
	drip      mode = "drip"      // answers come byte by byte
	refused   mode = "refused"   // nobody listens
	halfOpen  mode = "half-open" // what is sent arrives, and no answer comes
	restarted mode = "restart"   // the server itself
)

// proxy stands between the program and PostgreSQL.
type proxy struct {
	t       *testing.T
	server  func() (net.Conn, error)
	address string

	mu       sync.Mutex
	now      mode
	changed  chan struct{} // closed when the mode changes
	listener net.Listener
	links    map[*link]bool
}

// link is one connection with its two ends.
type link struct {
	client, server net.Conn
	dead           bool // by half-open
}

// newProxy gives a proxy to the server of a database, and the database's address through it.
func newProxy(t *testing.T, database string) (*proxy, string) {
	t.Helper()
	u, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	network, to := "tcp", u.Host
	if dir := q.Get("host"); dir != "" {
		network, to = "unix", dir+"/.s.PGSQL.5432"
	}
	p := &proxy{t: t, now: healthy, changed: make(chan struct{}), links: map[*link]bool{}, server: func() (net.Conn, error) { return net.Dial(network, to) }}
	p.listen("127.0.0.1:0")
	p.address = p.listener.Addr().String()
	t.Cleanup(func() { p.become(reset); p.mu.Lock(); defer p.mu.Unlock(); _ = p.listener.Close() })
	q.Del("host")
	q.Set("sslmode", "disable")
	u.Host, u.RawQuery = p.address, q.Encode()
	return p, u.String()
}

func (p *proxy) listen(address string) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		p.t.Fatal(err)
	}
	p.listener = l
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
}

// state gives the mode, and what is closed when it changes.
func (p *proxy) state() (mode, chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now, p.changed
}

// become changes the mode for the connections that are open and for those to come.
func (p *proxy) become(m mode) {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := p.now
	p.now = m
	close(p.changed)
	p.changed = make(chan struct{})
	switch {
	case m == refused:
		_ = p.listener.Close()
	case before == refused:
		p.listen(p.address)
	}
	for l := range p.links {
		if m == reset || m == refused {
			l.reset()
		}
		l.dead = l.dead || m == halfOpen
	}
}

func (l *link) reset() {
	if c, ok := l.client.(*net.TCPConn); ok {
		_ = c.SetLinger(0)
	}
	_ = l.client.Close()
	_ = l.server.Close()
}

func (p *proxy) serve(c net.Conn) {
	s, err := p.server()
	if err != nil {
		_ = c.Close()
		return
	}
	l := &link{client: c, server: s}
	p.mu.Lock()
	p.links[l] = true
	l.dead = p.now == halfOpen
	gone := p.now == reset
	p.mu.Unlock()
	if gone {
		l.reset()
	}
	var both sync.WaitGroup
	both.Go(func() { p.pipe(l, c, s, false) })
	both.Go(func() { p.pipe(l, s, c, true) })
	both.Wait()
	p.mu.Lock()
	delete(p.links, l)
	p.mu.Unlock()
}

// pipe carries one direction; answers are what comes from the server.
func (p *proxy) pipe(l *link, from, to net.Conn, answers bool) {
	defer l.reset()
	piece := make([]byte, 16<<10)
	for {
		n, err := from.Read(piece)
		if n > 0 && !p.carry(l, to, piece[:n], answers) {
			return
		}
		if err != nil {
			return
		}
	}
}

// carry hands one piece on as the mode says; false ends the connection.
func (p *proxy) carry(l *link, to io.Writer, piece []byte, answers bool) bool {
	for {
		m, changed := p.state()
		p.mu.Lock()
		dead := l.dead
		p.mu.Unlock()
		switch {
		case dead && answers:
			return true // swallowed
		case m == blackhole:
			<-changed
			continue
		case m == latency:
			pause(50 * time.Millisecond)
		case m == cut && answers && len(piece) > 1:
			_, _ = to.Write(piece[:len(piece)/2])
			return false
		case m == drip && answers:
			return dripped(to, piece, changed)
		}
		_, err := to.Write(piece)
		return err == nil
	}
}

// dripped writes byte by byte until the mode changes.
func dripped(to io.Writer, piece []byte, changed chan struct{}) bool {
	for i := range piece {
		select {
		case <-changed:
			_, err := to.Write(piece[i:])
			return err == nil
		case <-time.After(10 * time.Millisecond):
		}
		if _, err := to.Write(piece[i : i+1]); err != nil {
			return false
		}
	}
	return true
}
