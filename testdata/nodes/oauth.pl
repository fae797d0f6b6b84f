#!/usr/bin/env perl
# An OAuth 2.0 node in Perl: a JSON message per line on stdin, a reply per line on stdout.
#
# Run:  perl oauth.pl          (Perl 5.14 or later, core modules only)
#
# JSON::PP takes half of a surrogate pair (\ud800 alone) for a syntax error: such a line gets no reply.
use strict;
use warnings;
use JSON::PP ();

my %requested;    # client_id -> scopes of its latest generate_auth_url
my %granted;      # access token -> set of scopes
my %used;         # client_id -> set of codes: a code is good for one exchange

my %handlers = (
    generate_auth_url => \&generate_auth_url,
    exchange_code     => \&exchange_code,
    check_scope       => \&check_scope,
);

my $json = JSON::PP->new->utf8->canonical;

# Dies with the body of an error reply, which answer() returns.
sub refuse {
    my ($code, $error, $text) = @_;
    die { type => 'error', code => $code, error => $error, text => $text };
}

# A JSON string, as opposed to a number: only the encoder tells them apart in every Perl.
sub is_string {
    my ($value) = @_;
    return defined $value && !ref $value && $json->encode([$value]) =~ /^\["/;
}

# The string member called name; "" only where the third argument allows it.
sub text {
    my ($body, $name, $empty) = @_;
    my $value = $body->{$name};
    refuse(12, 'invalid_request', "$name must be a string")
        unless is_string($value) && ($empty || length $value);
    return $value;
}

# Form encoding (RFC 6749 appendix B): UTF-8 bytes, and + for a blank.
sub form {
    my ($value) = @_;
    utf8::encode($value);
    $value =~ s/([^A-Za-z0-9*._ -])/sprintf '%%%02X', ord $1/ge;
    $value =~ tr/ /+/;
    return $value;
}

sub generate_auth_url {
    my ($body) = @_;
    my $client = text($body, 'client_id');
    my @query  = (response_type => 'code', client_id => $client, redirect_uri => text($body, 'redirect_uri'));
    my $scopes = $body->{scopes};
    # RFC 6749 section 3.3: scopes are joined with blanks, so none may be empty or hold one.
    refuse(12, 'invalid_request', 'scopes must be a list of strings without blanks')
        if ref $scopes ne 'ARRAY' || grep { !is_string($_) || !/\A[^ ]+\z/ } @$scopes;
    push @query, scope => join ' ', @$scopes if @$scopes;
    push @query, state => text($body, 'state', 1) if exists $body->{state};
    $requested{$client} = $scopes;
    my @pairs;
    while (my ($name, $value) = splice @query, 0, 2) {
        push @pairs, "$name=" . form($value);
    }
    return { type => 'auth_url_generated', url => 'https://accounts.example.com/authorize?' . join '&', @pairs };
}

sub exchange_code {
    my ($body) = @_;
    my ($client, $code) = (text($body, 'client_id'), text($body, 'code'));
    text($body, 'redirect_uri');
    text($body, 'client_secret', 1) if exists $body->{client_secret};
    refuse(22, 'invalid_grant', 'the code was already used') if $used{$client}{$code}++;
    my $token = random_token();
    $granted{$token} = { map { $_ => 1 } @{ $requested{$client} || [] } };
    return { type => 'token_issued', access_token => $token, token_type => 'Bearer', expires_in => 3600 };
}

# RFC 6749 section 10.10: 128 bits that nobody can guess; Perl's rand would not do.
sub random_token {
    open my $random, '<:raw', '/dev/urandom' or die "open /dev/urandom: $!\n";
    sysread($random, my $bytes, 16) == 16 or die "read /dev/urandom: $!\n";
    return unpack 'H*', $bytes;
}

sub check_scope {
    my ($body) = @_;
    my $scopes = $granted{ text($body, 'token', 1) } || {};
    # "read write" asks for both; "" and "write " hold an empty name, which nobody was granted.
    # (-1 keeps the empty names, which split would drop; of "" it makes no name at all.)
    my @required = split / /, text($body, 'required_scope', 1), -1;
    my $has      = @required && !grep { !$scopes->{$_} } @required;
    return { type => 'scope_valid', has_scope => $has ? JSON::PP::true : JSON::PP::false };
}

sub answer {
    my ($body) = @_;
    my $handler = $handlers{ $body->{type} } || sub { refuse(10, 'unsupported_message_type', 'unknown message type') };
    my $reply = eval { $handler->($body) };
    return $reply if $reply;
    die $@ unless ref $@;
    return $@;
}

# The reply to a line, or undef where none is owed: no JSON, no request, or itself a reply.
sub serve {
    my ($line) = @_;
    $line =~ s/^\xEF\xBB\xBF//;    # a byte order mark
    my $message = eval { $json->decode($line) };
    my $body = ref $message eq 'HASH' ? $message->{body} : undef;
    return undef unless ref $body eq 'HASH' && is_string($body->{type}) && !exists $body->{in_reply_to};
    my ($id, $reply) = ($body->{msg_id}, answer($body));
    $reply->{in_reply_to} = 0 + $id if defined $id && !is_string($id) && $id =~ /\A-?[0-9]+\z/;
    return {
        src  => is_string($message->{dest}) ? $message->{dest} : '',
        dest => is_string($message->{src})  ? $message->{src}  : '',
        body => $reply,
    };
}

binmode STDIN;
binmode STDOUT;
$| = 1;    # flush after every print
while (defined(my $line = <STDIN>)) {
    my $reply = serve($line);
    print $json->encode($reply) . "\n" if $reply;
}
