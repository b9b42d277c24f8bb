using Unjam.Memory;

namespace Unjam.Python.Interpreter;

/// <summary>A thread state that was found in its interpreter's list.</summary>
/// <param name="State">Address of its PyThreadState.</param>
/// <param name="Interpreter">Address of its PyInterpreterState.</param>
/// <param name="Gil">Number of the bracket around its interpreter's lock.</param>
/// <param name="Ident">Python's <c>threading.get_ident()</c>: the pthread_t.</param>
/// <param name="NativeId">The kernel's id in the target's own namespace; 0 where the runtime does not keep it.</param>
internal readonly record struct ThreadAt(Address State, Address Interpreter, int Gil, ulong Ident, int NativeId);
