/* The machine's day, moved: what a process is told of the wall clock is the truth plus DATES_OFFSET seconds.

   Loaded before libc by `make test-dates` (tests/dates.py), and by every process its children start, for they inherit
   LD_PRELOAD.  The monotonic clocks are left alone: sleeps, polls, leases of locks and time-outs last as long as they
   say.  Only what waits until a moment of the wall clock is moved back.  (libfaketime 0.9.10 moves
   clock_nanosleep as well, which is how Python 3.11 sleeps: a sleep then fails or never ends.) */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long offset(void)
{
    static long known;
    static int asked;
    if (!asked) {
        const char *said = getenv("DATES_OFFSET");
        known = said ? atol(said) : 0;
        asked = 1;
    }
    return known;
}

static int is_wall(clockid_t clock)
{
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
}

int clock_gettime(clockid_t clock, struct timespec *at)
{
    int failed = syscall(SYS_clock_gettime, clock, at);
    if (!failed && is_wall(clock))
        at->tv_sec += offset();
    return failed;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone)
{
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *at)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at)
        *at = now.tv_sec;
    return now.tv_sec;
}

int timespec_get(struct timespec *at, int base)
{
    if (base != TIME_UTC)
        return 0;
    clock_gettime(CLOCK_REALTIME, at);
    return base;
}

/* --- what waits until a moment of the wall clock ----------------------------------------------------------------- */

static struct timespec truly(const struct timespec *until)
{
    struct timespec real = *until;
    real.tv_sec -= offset();
    return real;
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *until, struct timespec *left)
{
    static int (*next)(clockid_t, int, const struct timespec *, struct timespec *);
    if (!next)
        next = dlsym(RTLD_NEXT, "clock_nanosleep");
    if (!(flags & TIMER_ABSTIME) || !is_wall(clock))
        return next(clock, flags, until, left);
    struct timespec real = truly(until);
    return next(clock, flags, &real, left);
}

int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict until)
{
    static int (*next)(sem_t *, const struct timespec *);
    if (!next)
        next = dlsym(RTLD_NEXT, "sem_timedwait");
    struct timespec real = truly(until);
    return next(semaphore, &real);
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex, const struct timespec *restrict until)
{
    static int (*next)(pthread_mutex_t *, const struct timespec *);
    if (!next)
        next = dlsym(RTLD_NEXT, "pthread_mutex_timedlock");
    struct timespec real = truly(until);
    return next(mutex, &real);
}
