package candidate

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// limiter counts what each key does in a minute. It forgets everybody when a minute is over, or when too many keys came.
type limiter struct {
	most  int
	mu    sync.Mutex
	began time.Time
	seen  map[string]int
}

// maxKeys bounds the memory of a limiter.
const maxKeys = 20000

// take says whether a key may do one more thing in this minute.
func (l *limiter) take(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.seen == nil || now.Sub(l.began) >= time.Minute || now.Before(l.began) || len(l.seen) >= maxKeys {
		l.began, l.seen = now, map[string]int{}
	}
	l.seen[key]++
	return l.seen[key] <= l.most
}

func hostOf(address string) string {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	return host
}

func isAddress(text string) bool { _, err := netip.ParseAddr(text); return err == nil }

func isPrivate(text string) bool {
	a, err := netip.ParseAddr(text)
	if err != nil {
		return false
	}
	a = a.Unmap()
	return a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast()
}

// agentOf is the browser's name for itself, cut to what evidence keeps of it.
func agentOf(r *http.Request) string {
	const most = 300
	agent := r.UserAgent()
	if len(agent) > most {
		agent = agent[:most]
	}
	return strings.ToValidUTF8(agent, "")
}
