package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"verbatim/internal/candidate"
	"verbatim/internal/clock"
	"verbatim/internal/desk"
	"verbatim/internal/post"
	"verbatim/internal/render"
	"verbatim/internal/seal"
)

// answers are the settings of how candidates get their letters and answer them.
type answers struct {
	URL    string `name:"url" setting:"VERBATIM_URL" placeholder:"URL" help:"Where candidates reach this server, such as https://offers.acme.example; the address that it listens on when not given."`
	SMTP   secret `name:"smtp" setting:"VERBATIM_SMTP_URL" placeholder:"URL" help:"The mail server that letters' links are sent by, as smtp://user:password@host:587?from=offers@acme.example or smtps://; without it whoever issues sends the link. Better given by the environment."`
	Remind []int  `setting:"VERBATIM_REMIND" default:"2" placeholder:"DAYS" help:"How many days before the end of the time to answer the candidate is reminded, such as 3,1; 2 when not given, 0 for never."`
}

// tokenLength is how many hex digits of the keyed digest a link has: 192 bits.
const tokenLength = 48

// candidates makes the desk's settings. A link's token is a keyed digest of its id: the answer of an issue can be given
// again, and the database alone opens no letter.
func (a answers) candidates(st storage, listening string) (desk.Candidates, error) {
	c := desk.Candidates{URL: strings.TrimRight(a.URL, "/")}
	if a.URL == "" {
		c.URL = listening
	}
	u, err := url.Parse(c.URL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return c, usage("the address for candidates (--url, VERBATIM_URL) is given as https://host, with a path where a proxy adds one")
	}
	for _, days := range a.Remind {
		if days < 0 || days > 60 {
			return c, usage("reminders (--remind, VERBATIM_REMIND) are numbers of days from 0 to 60")
		}
		if days > 0 {
			c.Remind = append(c.Remind, days)
		}
	}
	c.Mail = a.SMTP != ""
	key, err := st.installationKey()
	if err != nil {
		return c, err
	}
	installation, err := seal.NewInstallation(key)
	if err != nil {
		return c, err
	}
	c.Token = func(link string) string { return installation.Digest("link", link)[:tokenLength] }
	return c, nil
}

// mailer makes what hands mails over; nil when none are sent.
func (a answers) mailer() (*post.Sender, error) {
	if a.SMTP == "" {
		return nil, nil
	}
	m, err := post.Parse(string(a.SMTP))
	if err != nil {
		return nil, usage("the mail server (--smtp, VERBATIM_SMTP_URL): %s", err)
	}
	return m, nil
}

// runClock does what time has come for, and sends mails where a server for them is set; the function it gives ends that and
// waits for it.
func runClock(ctx context.Context, p process, made parts, mails *post.Sender, log *slog.Logger) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	run := func(name string, step func(context.Context) (int, error)) {
		r := clock.Runner{Store: made.store, Name: name, Holder: newID(), Step: step, Now: p.now, Log: log}
		running.Go(func() { r.Run(ctx) })
	}
	run("clock", made.desk.Tick)
	if mails != nil {
		run("mails", func(ctx context.Context) (int, error) { return made.desk.SendMails(ctx, mails) })
	}
	return func() {
		cancel()
		running.Wait()
	}
}

// withPages answers what lies below /o/ by the candidates' pages, all else by rest.
func withPages(p process, made parts, log *slog.Logger, rest http.Handler) http.Handler {
	pages := candidate.New(candidate.Config{Desk: made.desk, Fragment: render.HTMLFragment, Now: p.now, NewID: newID, Log: log})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/o/") {
			pages.ServeHTTP(w, r)
			return
		}
		rest.ServeHTTP(w, r)
	})
}
