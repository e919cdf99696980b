package main

import (
	"io"
	"io/fs"
	"log/slog"
	"os"
	"reflect"

	"github.com/alecthomas/kong"

	"verbatim/internal/drawer"
	"verbatim/internal/render"
)

// storage is where offers are kept: a data folder with SQLite in it, or a PostgreSQL database.
type storage struct {
	Data        string `setting:"VERBATIM_DATA" default:"var" type:"path" placeholder:"DIR" help:"Folder of the embedded database and of the key file; var when not given."`
	DatabaseURL secret `setting:"DATABASE_URL" placeholder:"URL" help:"PostgreSQL instead of the embedded database, as postgres://user:password@host/name."`
	ReplicaURL  secret `name:"database-replica-url" setting:"DATABASE_REPLICA_URL" placeholder:"URL" help:"A PostgreSQL that follows the first, for reports that may lag a little; the first answers them when this one does not."`
	Key         secret `setting:"VERBATIM_KEY" placeholder:"KEY" help:"The installation's key, 32 bytes as hex or base64, instead of the file named key in the data folder. Better given by the environment: other users can see flags."`
	objects
}

// wording is where clauses, letters and rules come from.
type wording struct {
	typefaces
	Templates string `setting:"VERBATIM_TEMPLATES" type:"existingdir" placeholder:"DIR" help:"A library folder of your own, read before the one that is built in."`
}

// files gives the folder of an operator's own library, nil when there is none.
func (w wording) files() fs.FS {
	if w.Templates == "" {
		return nil
	}
	return os.DirFS(w.Templates)
}

// typefaces are the fonts that letters are drawn with.
type typefaces struct {
	Fonts string `setting:"VERBATIM_FONTS" type:"existingdir" placeholder:"DIR" help:"A folder of TrueType fonts of your own, for characters that the bundled ones lack, such as Chinese or Japanese: NAME.ttf, NAME-Bold.ttf, NAME-Italic.ttf, NAME-BoldItalic.ttf."`
}

// drawer makes the renderer; a font that cannot be used is a fault of the setting.
func (t typefaces) drawer() (drawer.Drawer, error) {
	var o render.Options
	if t.Fonts != "" {
		var err error
		if o.Fonts, err = render.ReadFonts(os.DirFS(t.Fonts)); err != nil {
			return drawer.Drawer{}, usage("the fonts (--fonts, VERBATIM_FONTS): %s", err)
		}
	}
	r, err := render.New(o)
	if err != nil {
		return drawer.Drawer{}, usage("the fonts (--fonts, VERBATIM_FONTS): %s", err)
	}
	return drawer.New(r), nil
}

// logging is how the server logs. Logs name routes, ids and times, never a person, a term or an address.
type logging struct {
	Log      string     `setting:"VERBATIM_LOG" enum:"text,json" default:"text" help:"Form of the log: text or json."`
	LogLevel slog.Level `setting:"VERBATIM_LOG_LEVEL" default:"INFO" placeholder:"LEVEL" help:"DEBUG, INFO, WARN or ERROR; INFO when not given."`
}

func (l logging) logger(w io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: l.LogLevel}
	if l.Log == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// secret is a setting that no message, log or help text shows.
type secret string

// String hides the value from every format.
func (s secret) String() string {
	if s == "" {
		return ""
	}
	return "(hidden)"
}

// GoString hides it from %#v too.
func (s secret) GoString() string { return s.String() }

// decodeSecret reads a secret as it is. A secret never has a default, so help never shows one.
func decodeSecret(ctx *kong.DecodeContext, target reflect.Value) error {
	var text string
	if err := ctx.Scan.PopValueInto("secret", &text); err != nil {
		return err
	}
	target.SetString(text)
	return nil
}
