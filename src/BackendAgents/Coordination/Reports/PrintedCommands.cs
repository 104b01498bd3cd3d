namespace BackendAgents.Coordination.Reports;

/// <summary>The command lines that a page about a run gives to be pasted: how the tool is called, and with which options.</summary>
/// <param name="GoOn">Takes up the run of a result where it ended.</param>
/// <param name="Waive">Waives a requirement, by its id.</param>
internal sealed record PrintedCommands(Func<TeamResult, string> GoOn, Func<string, string> Waive)
{
    /// <summary>For hosts that are not the tool: as somebody who has it calls it in the folder of the delivery.</summary>
    public static PrintedCommands Tool { get; } =
        new(
            static result => $"backend-agents resume {result.RunId}{string.Concat(result.Stop.Questions.Select(Answered))}",
            static requirement => $"backend-agents waive . {requirement} --by NAME --reason TEXT"
        );

    private static string Answered(Question question) =>
        $" --answer '{question.Id}={(question.Call is null ? "YOUR ANSWER" : Answer.Yes)}'";
}
