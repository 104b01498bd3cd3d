using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>Writes how declared behaviour refuses.</summary>
internal static class Refusals
{
    /// <summary>C#: the answer.</summary>
    public static string Of(IRefusal refusal)
    {
        var code = refusal.Problem ?? "conflict";
        var phrase = Conventions.Phrase(code);
        var words = refusal.Message.Length > 0 ? refusal.Message : char.ToUpperInvariant(phrase[0]) + phrase[1..] + ".";
        return $"Problems.Of({refusal.Status}, {CSharp.Literal(words)}, {CSharp.Literal(code)})";
    }
}
