/* Measures what it costs to start a program and to hear one reply of it: some
 * at once, each started with posix_spawn, given the first line of stdin, and
 * read to the end of its stdout. Prints milliseconds a start.
 *
 *   spawn COUNT AT_ONCE COMMAND [ARG...] <request.jsonl */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { MOST = 64 };

struct node {
	pid_t pid;
	int in, out;
	int lines; /* of its output; its input is closed after the first */
};

static void die(const char *what) {
	perror(what);
	exit(1);
}

static struct node start(char **argv, const char *request, size_t length) {
	int in[2], out[2];
	if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC)) die("pipe");
	posix_spawn_file_actions_t files;
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, in[0], 0);
	posix_spawn_file_actions_adddup2(&files, out[1], 1);
	struct node n = {.in = in[1], .out = out[0]};
	if (posix_spawnp(&n.pid, argv[0], &files, NULL, argv, environ)) die("posix_spawn");
	posix_spawn_file_actions_destroy(&files);
	close(in[0]);
	close(out[1]);
	if (write(n.in, request, length) != (ssize_t)length) die("write");
	return n;
}

/* hear takes what there is of a node, and reports whether it has ended. */
static int hear(struct node *n) {
	char text[65536];
	ssize_t got = read(n->out, text, sizeof text);
	if (got < 0) die("read");
	if (got > 0) {
		if (n->lines == 0 && memchr(text, '\n', (size_t)got)) {
			n->lines = 1;
			close(n->in);
		}
		return 0;
	}
	int status;
	if (waitpid(n->pid, &status, 0) != n->pid) die("wait");
	if (n->lines == 0 || status != 0) {
		fprintf(stderr, "the program gave no line, or failed\n");
		exit(1);
	}
	close(n->out);
	return 1;
}

int main(int argc, char **argv) {
	char request[65536];
	int count = argc > 3 ? atoi(argv[1]) : 0, at_once = argc > 3 ? atoi(argv[2]) : 0;
	if (count < 1 || at_once < 1 || at_once > MOST || !fgets(request, sizeof request, stdin)) {
		fprintf(stderr, "usage: spawn COUNT AT_ONCE COMMAND [ARG...] <request.jsonl\n");
		return 2;
	}
	struct node live[MOST];
	struct pollfd ends[MOST];
	struct timespec from, to;
	clock_gettime(CLOCK_MONOTONIC, &from);
	for (int started = 0, running = 0; started < count || running > 0;) {
		while (started < count && running < at_once) {
			live[running++] = start(argv + 3, request, strlen(request));
			started++;
		}
		for (int i = 0; i < running; i++) ends[i] = (struct pollfd){.fd = live[i].out, .events = POLLIN};
		if (poll(ends, (nfds_t)running, -1) < 0) die("poll");
		for (int i = running - 1; i >= 0; i--)
			if (ends[i].revents && hear(&live[i])) live[i] = live[--running];
	}
	clock_gettime(CLOCK_MONOTONIC, &to);
	printf("%.4f\n", ((to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6) / count);
	return 0;
}
