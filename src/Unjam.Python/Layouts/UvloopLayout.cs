namespace Unjam.Python.Layouts;

/// <summary>uvloop's Cython <c>Loop</c> and libuv's <c>uv_loop_t</c>, x86-64 and aarch64. Checked on uvloop 0.17 and 0.23, libuv 1.44 and 1.5x.</summary>
internal static class UvloopLayout
{
    /// <summary><c>Loop.uvloop</c>, a <c>uv_loop_t*</c> whose first word (<c>data</c>) points back to the Loop.</summary>
    public const int Uv = 24;

    /// <summary>Words of a Loop that are searched for that pointer when it is not where it was.</summary>
    public const int SearchedWords = 64;

    /// <summary><c>Loop._default_executor</c>.</summary>
    public const int DefaultExecutor = 88;

    /// <summary><c>Loop._ready</c>, a deque.</summary>
    public const int Ready = 96;

    /// <summary><c>uv_loop_t.backend_fd</c>: the epoll descriptor.</summary>
    public const int BackendDescriptor = 64;

    /// <summary><c>uv_loop_t.time</c>: milliseconds of CLOCK_MONOTONIC when the loop last looked at the clock.</summary>
    public const int Time = 544;
}
