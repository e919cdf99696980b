package sqlstore

import (
	"context"
	"database/sql"
	"sync"
)

// prepared is a pool that keeps the statements it is asked first. SQLite compiles a statement each time it is asked, which
// takes longer than most answers; PostgreSQL's driver keeps them by itself.
type prepared struct {
	*sql.DB
	most  int // how many are kept; 0 for none
	mu    sync.RWMutex
	known map[string]*sql.Stmt // by text
}

// mostPrepared bounds the statements, since each connection holds its own of them: what lists ask differs by their filters
// without end.
const mostPrepared = 64

// QueryContext is that of sql.DB.
func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s := p.statement(ctx, query); s != nil {
		return s.QueryContext(ctx, args...)
	}
	return p.DB.QueryContext(ctx, query, args...)
}

// QueryRowContext is that of sql.DB.
func (p *prepared) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if s := p.statement(ctx, query); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	return p.DB.QueryRowContext(ctx, query, args...)
}

// statement is the statement of a text; nil when none is kept, as for one that fails: who asks it without gets the error.
func (p *prepared) statement(ctx context.Context, query string) *sql.Stmt {
	p.mu.RLock()
	s, full := p.known[query], len(p.known) >= p.most
	p.mu.RUnlock()
	if s != nil || full {
		return s
	}
	made, err := p.PrepareContext(ctx, query)
	if err != nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if s = p.known[query]; s == nil && len(p.known) < p.most {
		p.known[query] = made
		return made
	}
	_ = made.Close() // somebody else was faster
	return s
}
