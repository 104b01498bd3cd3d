using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>
/// What effects tell others of: mails, events and questions to providers. It is put down where the effect stands, and told once all is
/// stored, so that it says what is stored.
/// </summary>
internal static class Telling
{
    /// <summary>Puts down what is to be told.</summary>
    public const string Later = "toTell.Add";

    /// <summary>Declares the list of what is to be told, where effects tell something.</summary>
    public static void Begin(CodeWriter text, IEnumerable<Effect> effects)
    {
        if (Any(effects))
            text.Line("List<Func<Task>> toTell = [];");
    }

    /// <summary>Tells what effects have put down; the next that is stored has it.</summary>
    public static void End(CodeWriter text, IEnumerable<Effect> effects)
    {
        if (Any(effects))
            text.Line("foreach (var tell in toTell)\n    await tell();");
    }

    /// <summary>The same once all is stored, with the events of the operation; stores what was told.</summary>
    /// <param name="text">Takes the statements.</param>
    /// <param name="effects">What may have put something down.</param>
    /// <param name="events">Events that are raised by what was done.</param>
    public static void Store(CodeWriter text, IReadOnlyList<Effect> effects, IEnumerable<DomainEvent> events)
    {
        var raised = events.ToList();
        End(text, effects);
        foreach (var told in raised)
            text.Line($"await {EventFiles.Class}.{EventFiles.Method(told)}(row, work, cancellationToken);");
        if (raised.Count > 0 || Any(effects))
            text.Line("await db.SaveChangesAsync(cancellationToken);");
    }

    /// <summary>Whether effects tell something.</summary>
    public static bool Any(IEnumerable<Effect> effects) =>
        effects.SelectMany(EffectTree.All).Any(static effect => (effect.Notify ?? effect.Publish ?? effect.Call) is not null);
}
