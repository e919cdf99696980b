package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// healthcheck asks a server on this machine whether it works, for containers that hold nothing but this program.
type healthcheck struct {
	Addr string `setting:"VERBATIM_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where the server listens; 127.0.0.1:8080 when not given."`
}

// Run fails unless the server is ready.
func (h healthcheck) Run(ctx context.Context, p process) error {
	host, port, err := net.SplitHostPort(h.Addr)
	if err != nil {
		return usage("the address (--addr, VERBATIM_ADDR) is given as HOST:PORT")
	}
	if a := net.ParseIP(host); host == "" || a != nil && a.IsUnspecified() { // it listens everywhere, here too
		host = "localhost"
	}
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return usage("the address (--addr, VERBATIM_ADDR) is given as HOST:PORT")
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("no server answers on %s", h.Addr)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the server on %s is not ready: status %d", h.Addr, res.StatusCode)
	}
	_, err = fmt.Fprintln(p.stdout, "ready")
	return err
}
