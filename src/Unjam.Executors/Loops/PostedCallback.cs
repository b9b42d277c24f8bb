namespace Unjam.Executors;

/// <summary>A callback with its state.</summary>
internal sealed class PostedCallback<TState>(Action<TState> callback, TState state) : ILoopWork
{
    public object Function => callback;

    public void Run() => callback(state);

    public void Abandon(Exception because)
    {
        // the loop counts and names what it did not run
    }
}
