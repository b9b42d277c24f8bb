using System.Runtime.CompilerServices;

namespace Shop;

/// <summary>Whoever awaits it goes on in a thread of its own: a task that is completed meanwhile would go on in the shared pool.</summary>
internal readonly struct NewThread : ICriticalNotifyCompletion
{
    public bool IsCompleted => false;

    public NewThread GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => new Thread(() => continuation()) { IsBackground = true }.Start();
}
