package post

import (
	"errors"
	"net/smtp"
	"slices"
	"strings"
)

// login is how the sender says who it is: by PLAIN (RFC 4616), or by LOGIN where a server knows nothing better. Both send the
// password as it is, so each is refused where the line is not encrypted and leaves this machine.
func (s *Sender) login(c *smtp.Client) smtp.Auth {
	_, offered := c.Extension("AUTH")
	kinds := strings.Fields(strings.ToUpper(offered))
	plain := smtp.PlainAuth("", s.user, s.secret, s.host)
	if slices.Contains(kinds, "PLAIN") || !slices.Contains(kinds, "LOGIN") {
		return plain
	}
	return &loginAuth{Auth: plain, answers: []string{s.user, s.secret}}
}

// loginAuth answers the two questions of LOGIN in their order, whatever words they are put in.
type loginAuth struct {
	smtp.Auth
	answers []string
}

// Start lets PLAIN judge whether the line may carry a password.
func (a *loginAuth) Start(server *smtp.ServerInfo) (string, []byte, error) {
	_, _, err := a.Auth.Start(server)
	return "LOGIN", nil, err
}

// Next answers a question.
func (a *loginAuth) Next(_ []byte, more bool) ([]byte, error) {
	if !more {
		return nil, nil
	}
	if len(a.answers) == 0 {
		return nil, errors.New("the mail server asks for more than a name and a password")
	}
	next := a.answers[0]
	a.answers = a.answers[1:]
	return []byte(next), nil
}
