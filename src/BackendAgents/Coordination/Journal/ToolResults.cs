using System.Globalization;
using Microsoft.SemanticKernel;

namespace BackendAgents.Coordination.Journal;

/// <summary>
/// What a tool answered, as it is put on record: bounded, so that no record outgrows what a journal takes, and well-formed. The model is
/// told the same, so that a resumed run goes on from what the first one was told.
/// </summary>
internal static class ToolResults
{
    /// <summary>Most characters of a result.</summary>
    public const int MaxLength = 1024 * 1024;

    private const int MaxShown = 2_000;

    /// <summary>The text of a call's result. Where it had to be changed, the result becomes that text.</summary>
    public static string Take(AutoFunctionInvocationContext context)
    {
        var whole = CanonicalJson.Text(context.Result.GetValue<object?>());
        var text = Bounded(whole);
        if (!ReferenceEquals(text, whole))
            context.Result = new FunctionResult(context.Function, text);
        return text;
    }

    /// <summary>The text within the bound, with a word about what was left out; the very same string when it fits.</summary>
    public static string Bounded(string text) =>
        WellFormed.Text(
            text.Length <= MaxLength
                ? text
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{text.AsSpan(0, MaxLength)}\n[Cut here: the result has {text.Length} characters, of which the first "
                        + $"{MaxLength} are shown. Ask for less at a time.]"
                )
        );

    /// <summary>As much of a result as stands in a transcript.</summary>
    public static string Shown(string result) => result.Length > MaxShown ? result[..MaxShown] : result;
}
