package console

import (
	"context"
	"net/http"
	"strings"

	"verbatim/internal/auth"
	"verbatim/internal/fault"
)

// cookie holds the session's token.
const cookie = "verbatim_session"

// signedIn gives who the cookie stands for.
func (c *Console) signedIn(ctx context.Context, r *http.Request) (auth.Signed, error) {
	given, err := r.Cookie(cookie)
	if err != nil {
		return auth.Signed{}, fault.New(fault.Unauthenticated, fault.CodeUnauthorized, wordSignIn)
	}
	return c.Auth.SignedIn(ctx, given.Value)
}

// toSignIn asks for a key, and comes back afterwards to the page that was asked for.
func (c *Console) toSignIn(w http.ResponseWriter, r *http.Request) error {
	where := Root + "sign-in"
	if r.Method == http.MethodGet {
		where += "?to=" + urlEscape(r.URL.RequestURI())
	}
	if r.Header.Get("HX-Request") == "true" { // htmx would swap the sign-in page into a part of this one
		w.Header().Set("HX-Redirect", Root+"sign-in")
		w.WriteHeader(http.StatusUnauthorized)
		return nil
	}
	http.Redirect(w, r, where, http.StatusSeeOther)
	return nil
}

// signInForm is the page where a key is given.
type signInForm struct {
	To      string
	Refused string
}

func (c *Console) signInPage(ctx context.Context, w http.ResponseWriter, r *http.Request) error {
	to := back(r.URL.Query().Get("to"), Root+"offers")
	if _, err := c.signedIn(ctx, r); err == nil {
		http.Redirect(w, r, to, http.StatusSeeOther)
		return nil
	}
	return c.draw(w, http.StatusOK, "sign-in", &view{Title: wordSignInTitle, Data: signInForm{To: to}})
}

// signIn takes a key. A form of another site can at most sign somebody in with that site's own key, and Sec-Fetch-Site
// keeps browsers from even that.
func (c *Console) signIn(ctx context.Context, w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 4096)
	to := back(r.PostFormValue("to"), Root+"offers")
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return c.draw(w, http.StatusForbidden, "sign-in", &view{Title: wordSignInTitle, Data: signInForm{To: to, Refused: wordForeignForm}})
	}
	token, until, err := c.Auth.SignIn(ctx, strings.TrimSpace(r.PostFormValue("key")))
	if fault.KindOf(err) == fault.Unauthenticated {
		return c.draw(w, http.StatusUnauthorized, "sign-in", &view{Title: wordSignInTitle, Data: signInForm{To: to, Refused: wordBadKey}})
	}
	if err != nil {
		return err
	}
	http.SetCookie(w, &http.Cookie{
		Name: cookie, Value: token, Path: Root, Expires: until, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: encrypted(r),
	})
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// encrypted says whether the browser came over TLS: to us, or to a proxy that says so. A proxy that lies about it only
// makes the cookie stricter.
func encrypted(r *http.Request) bool {
	return r.TLS != nil || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
}

func signOut(ctx context.Context, c *Console, k *call) (reply, error) {
	if err := c.Auth.SignOut(ctx, k.signed); err != nil {
		return reply{}, err
	}
	return reply{goTo: Root + "sign-in"}, nil
}
