using System.Text.Json;
using Unjam.Model;

namespace Unjam.Export;

/// <summary>What Unjam's documents are made of: safe text, seconds, frames. Unknown is null, never zero.</summary>
public static class JsonWrites
{
    extension(Utf8JsonWriter json)
    {
        /// <summary>Text that may hold what a target named.</summary>
        public void Text(string name, string? text)
        {
            if (text is null)
                json.WriteNull(name);
            else
                json.WriteString(name, SafeText.Of(text, SafeText.DocumentLimit));
        }

        public void Number(string name, double? value)
        {
            if (value is { } number && double.IsFinite(number))
                json.WriteNumber(name, Math.Round(number, 9));
            else
                json.WriteNull(name);
        }

        public void Number(string name, int? value)
        {
            if (value is { } number)
                json.WriteNumber(name, number);
            else
                json.WriteNull(name);
        }

        public void Flag(string name, bool? value)
        {
            if (value is { } flag)
                json.WriteBoolean(name, flag);
            else
                json.WriteNull(name);
        }

        /// <summary>Who waits for a work item.</summary>
        public void Caller(Caller? caller)
        {
            if (caller is null)
            {
                json.WriteNull("caller");
                return;
            }

            json.WriteStartObject("caller");
            json.Text("task", caller.Task.Length == 0 ? null : caller.Task);
            json.Text("coroutine", caller.Coroutine?.Name);
            json.Text("file", caller.Coroutine?.File);
            json.Number("line", caller.Coroutine?.FirstLine);
            json.WriteBoolean("cancelled", caller.IsCancelled);
            json.WriteEndObject();
        }

        /// <summary>What tells one thing of the target from another, and nothing else; null when unknown.</summary>
        public void Identity(string name, ulong value)
        {
            if (value == 0)
                json.WriteNull(name);
            else
                json.WriteString(name, $"{value:x}");
        }

        public void Seconds(string name, TimeSpan? value) => json.Number(name, value?.TotalSeconds);

        public void Texts(string name, IEnumerable<string> texts)
        {
            json.WriteStartArray(name);
            foreach (var text in texts)
                json.WriteStringValue(SafeText.Of(text, SafeText.DocumentLimit));
            json.WriteEndArray();
        }

        /// <summary>The function, file and line of a frame, into the object that is open.</summary>
        public void Place(Frame frame)
        {
            json.Text("function", frame.Function.Name);
            json.Text("file", frame.Function.File);
            json.WriteNumber("line", frame.Line);
        }

        /// <summary>A stack, leaf first.</summary>
        public void Frames(string name, Stack stack)
        {
            json.WriteStartArray(name);
            foreach (var frame in stack.Frames)
            {
                json.WriteStartObject();
                json.Place(frame);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        /// <summary>The target, without its command line: that is shown locally and never exported.</summary>
        public void Target(Target target)
        {
            json.WriteStartObject("target");
            json.WriteNumber("pid", target.Pid);
            json.Text("runtime", target.Runtime);
            json.Text("version", target.Version);
            json.Text("implementation", target.Implementation);
            json.WriteEndObject();
        }
    }
}
