package main

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"verbatim/internal/render"
	"verbatim/internal/render/layout"
)

func one(out string) error {
	s, r, err := start()
	if err != nil {
		return err
	}
	job, err := s.job(0)
	if err != nil {
		return err
	}
	pdf, err := r.PDF(job)
	if err != nil {
		return err
	}
	return os.WriteFile(out, pdf, 0o644)
}

// start reads the letter and makes the renderer, with the measures that the harness's letter asks for.
func start() (*source, *render.Renderer, error) {
	s, err := load()
	if err != nil {
		return nil, nil, err
	}
	r, err := render.New(render.Options{Style: layout.Compact()})
	return s, r, err
}

// counts is what all workers did together.
type counts struct {
	next, bytes atomic.Int64
	mu          sync.Mutex
	times       []time.Duration
	err         error
}

// result is the line that the harness reads.
type result struct {
	Letters  int     `json:"letters"`
	PerS     float64 `json:"per_s"`
	P50      float64 `json:"p50_ms"`
	P99      float64 `json:"p99_ms"`
	CPU      float64 `json:"cpu_ms"`
	AvgBytes float64 `json:"avg_bytes"`
	RSS      float64 `json:"rss_mb"`
}

func bench(seconds float64, workers int) error {
	s, r, err := start()
	if err != nil {
		return err
	}
	var warm, c counts
	run := func(c *counts, d time.Duration) {
		until := time.Now().Add(d)
		var wg sync.WaitGroup
		for range workers {
			wg.Go(func() { c.work(s, r, until) })
		}
		wg.Wait()
	}
	run(&warm, time.Second)
	cpu, began := cpuTime(), time.Now()
	run(&c, time.Duration(seconds*float64(time.Second)))
	spent, elapsed := cpuTime()-cpu, time.Since(began)
	if c.err != nil {
		return c.err
	}
	slices.Sort(c.times)
	n := len(c.times)
	at := func(share float64) float64 { return c.times[min(n-1, int(share*float64(n)))].Seconds() * 1000 }
	return json.NewEncoder(os.Stdout).Encode(result{
		Letters: n, PerS: float64(n) / elapsed.Seconds(), P50: at(0.5), P99: at(0.99), CPU: spent.Seconds() * 1000 / float64(n),
		AvgBytes: float64(c.bytes.Load()) / float64(n), RSS: residentMB(),
	})
}

func (c *counts) work(s *source, r *render.Renderer, until time.Time) {
	var times []time.Duration
	for time.Now().Before(until) {
		began := time.Now()
		job, err := s.job(int(c.next.Add(1) - 1))
		var pdf []byte
		if err == nil {
			pdf, err = r.PDF(job)
		}
		if err != nil {
			c.mu.Lock()
			c.err = err
			c.mu.Unlock()
			return
		}
		times = append(times, time.Since(began))
		c.bytes.Add(int64(len(pdf)))
	}
	c.mu.Lock()
	c.times = append(c.times, times...)
	c.mu.Unlock()
}

// cpuTime is what this process has spent so far, user and system.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// residentMB is the memory in use now, 0 where the system does not say.
func residentMB() float64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VmRSS:" {
			kb, _ := strconv.ParseFloat(f[1], 64)
			return kb / 1024
		}
	}
	return 0
}
