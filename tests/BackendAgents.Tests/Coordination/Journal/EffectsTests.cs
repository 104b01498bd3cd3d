using BackendAgents.Coordination.Journal;
using BackendAgents.Definitions.Tools;

namespace BackendAgents.Tests.Coordination.Journal;

/// <summary>What a call does beyond the project decides whether a resumed run makes it again.</summary>
public sealed class EffectsTests
{
    [Test]
    public void Functions_of_this_package_reach_nothing_outside_so_a_resumed_run_makes_them_again() =>
        Assert.That(ToolTable.Own.Where(static function => Effects.Default(function) != EffectKind.Project), Is.Empty);

    [Test]
    public void A_function_of_the_hosts_own_is_taken_to_reach_outside() =>
        Assert.That(Effects.Default("mails-send"), Is.EqualTo(EffectKind.External));
}
