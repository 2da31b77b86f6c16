package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"pingyi/app"
	"pingyi/app/desk"
	"pingyi/app/tally"
)

const accountArgs = "[-lang zh|en] [-dir FOLDER] NAME organizer|scrutineer|director"

// addAccount adds a person of the desk. The password is typed, or read as one
// line from a pipe; it is never an argument, which other users could see.
func addAccount(_ context.Context, args []string, c console) error {
	flags := flagSet("account", accountArgs, c)
	dir := flags.String("dir", app.DefaultConfig().Dir, "")
	if err := parse(flags, args); err != nil {
		return err
	}
	if flags.NArg() != 2 {
		flags.Usage()
		return fmt.Errorf("want a name and a role, got this many arguments: %d", flags.NArg())
	}
	if err := os.MkdirAll(*dir, 0o700); err != nil {
		return err
	}
	accounts, err := desk.OpenAccounts(*dir)
	if err != nil {
		return err
	}
	password, err := readPassword(c)
	if err != nil {
		return err
	}
	if err := accounts.Add(flags.Arg(0), desk.Role(flags.Arg(1)), password); err != nil {
		return err
	}
	c.tell("account.added", "name", flags.Arg(0), "role", tally.Say(c.lang, "verify.role."+flags.Arg(1)))
	return nil
}

func readPassword(c console) (string, error) {
	if file, ok := c.in.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		fmt.Fprint(c.err, tally.Say(c.lang, "account.password"))
		typed, err := term.ReadPassword(int(file.Fd()))
		fmt.Fprintln(c.err)
		return string(typed), err
	}
	line, err := bufio.NewReader(io.LimitReader(c.in, 4096)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", fmt.Errorf("read password: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}
