// Interposes the calls by which SQLite and Foundation change files.
//
//   FAULTS_PREFIX  paths that begin with it are watched
//   FAULTS_TRACE   a file for the record: kind, file, offset, length, bytes
//   FAULTS_AT      the operation, counted from 1, at which something happens
//   FAULTS_KIND    kill: SIGKILL before it; eio: it fails, once; enospc, erofs: it and all later ones fail
#define _GNU_SOURCE
#include "faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST 4096
static unsigned char watched[MOST];
static unsigned char files;
static char names[250][512];
static unsigned long seen, at;
static const char *prefix, *kind;
static int trace = -1;

unsigned long convenant_faults_seen(void) { return seen; }

static ssize_t all(int fd, const void *bytes, size_t count) { return syscall(SYS_write, fd, bytes, count); }

static void record(char what, unsigned char file, uint64_t offset, uint32_t length, const void *bytes) {
  if (trace < 0) return;
  unsigned char head[14];
  head[0] = (unsigned char)what;
  head[1] = file;
  memcpy(head + 2, &offset, 8);
  memcpy(head + 10, &length, 4);
  all(trace, head, sizeof head);
  if (bytes && length) all(trace, bytes, length);
}

__attribute__((constructor)) static void begin(void) {
  prefix = getenv("FAULTS_PREFIX");
  kind = getenv("FAULTS_KIND");
  const char *number = getenv("FAULTS_AT"), *path = getenv("FAULTS_TRACE");
  at = number ? strtoul(number, NULL, 10) : 0;
  // Acknowledgements must be seen when they are given.
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (path) {
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    trace = (int)syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 900);
    syscall(SYS_close, fd);
  }
}

/// Whether the operation may go on; otherwise errno says why not.
static int passes(void) {
  // What was printed by now was acknowledged by now: the C library writes standard output behind our back.
  static off64_t said;
  off64_t now = syscall(SYS_lseek, 1, 0, SEEK_CUR);
  if (now > said) record('A', 0, (uint64_t)(said = now), 0, NULL);
  seen++;
  if (!at || !kind || seen < at) return 1;
  if (!strcmp(kind, "kill") && seen == at) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
  }
  if (!strcmp(kind, "eio") && seen == at) { errno = EIO; return 0; }
  if (!strcmp(kind, "enospc")) { errno = ENOSPC; return 0; }
  if (!strcmp(kind, "erofs")) { errno = EROFS; return 0; }
  return 1;
}

static unsigned char of(int fd) { return fd >= 0 && fd < MOST ? watched[fd] : 0; }

static unsigned char file(const char *path) {
  for (unsigned char i = 0; i < files; i++)
    if (!strcmp(names[i], path)) return i + 1;
  if (files >= 250 || strlen(path) >= sizeof names[0]) return 0;
  strcpy(names[files], path);
  return ++files;
}

static int is_ours(const char *path) { return prefix && path && !strncmp(path, prefix, strlen(prefix)); }

#define FOLDER 255

static int is_folder(const char *path) {
  size_t length = prefix ? strlen(prefix) : 0;
  return length > 1 && path && strlen(path) == length - 1 && !strncmp(path, prefix, length - 1);
}

static int opened(int fd, const char *path, int flags) {
  if (fd < 0 || fd >= MOST) return fd;
  watched[fd] = is_folder(path) ? FOLDER : 0;
  if (!is_ours(path)) return fd;
  unsigned char which = file(path);
  watched[fd] = which;
  if (flags & (O_CREAT | O_TRUNC)) record(flags & O_TRUNC ? 'Z' : 'O', which, 0, (uint32_t)strlen(path), path);
  return fd;
}

#define OPEN(name)                                                                \
  int name(const char *path, int flags, ...) {                                    \
    va_list list;                                                                 \
    va_start(list, flags);                                                        \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(list, mode_t) : 0;     \
    va_end(list);                                                                 \
    return opened((int)syscall(SYS_openat, AT_FDCWD, path, flags, mode), path, flags); \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                              \
  int name(int folder, const char *path, int flags, ...) {                        \
    va_list list;                                                                 \
    va_start(list, flags);                                                        \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(list, mode_t) : 0;     \
    va_end(list);                                                                 \
    return opened((int)syscall(SYS_openat, folder, path, flags, mode), path, flags); \
  }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
  if (fd >= 0 && fd < MOST) watched[fd] = 0;
  return (int)syscall(SYS_close, fd);
}

ssize_t write(int fd, const void *bytes, size_t count) {
  unsigned char which = of(fd);
  if (which) {
    if (!passes()) return -1;
    record('W', which, (uint64_t)lseek(fd, 0, SEEK_CUR), (uint32_t)count, bytes);
  }
  return syscall(SYS_write, fd, bytes, count);
}

static ssize_t placed(int fd, const void *bytes, size_t count, off64_t offset) {
  unsigned char which = of(fd);
  if (which) {
    if (!passes()) return -1;
    record('W', which, (uint64_t)offset, (uint32_t)count, bytes);
  }
  return syscall(SYS_pwrite64, fd, bytes, count, offset);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { return placed(fd, bytes, count, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { return placed(fd, bytes, count, offset); }

static int synced(int fd, long call) {
  unsigned char which = of(fd);
  if (which) {
    if (!passes()) return -1;
    record(which == FOLDER ? 'D' : 'S', which, 0, 0, NULL);
  }
  return (int)syscall(call, fd);
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int cut(int fd, off64_t length) {
  unsigned char which = of(fd);
  if (which) {
    if (!passes()) return -1;
    record('T', which, (uint64_t)length, 0, NULL);
  }
  return (int)syscall(SYS_ftruncate, fd, length);
}
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

int unlink(const char *path) {
  if (is_ours(path)) {
    if (!passes()) return -1;
    record('U', file(path), 0, 0, NULL);
  }
  return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}
