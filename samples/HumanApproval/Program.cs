// A call of a tool waits for a person. The run ends meanwhile; the answer may come days later, to another process.
//   dotnet run -- <folder for journals>
using BackendAgents;
using BackendAgents.Coordination;
using Microsoft.Extensions.DependencyInjection;

var folder = args is [var named] ? named : Directory.CreateTempSubdirectory("runs-").FullName;
var request = new BuildRequest
{
    Brief = "A library lends books to members. Every book has a title and a unique isbn. Members borrow books.",
    RunId = "library",
    Verify = false,
    Team = new TeamOptions
    {
        RunsFolder = folder,
        // Whoever writes documents asks first. The approval holds for this function, these arguments and these artifacts, and no others.
        NeedsApproval = static call => call.Function == "workspace-write",
    },
};

var team = await BuildAsync(request);
while (team.Stop is { Kind: StopKind.NeedsInput, Questions: [var question, ..] })
{
    Console.WriteLine($"{question.AskedBy} asks: {question.Text}");
    Console.WriteLine($"  {question.Call?.Function} {question.Call?.Arguments[..Math.Min(question.Call.Arguments.Length, 100)]}…");
    Console.Write("yes, or why not: ");
    var said = Console.ReadLine();
    if (string.IsNullOrWhiteSpace(said))
        return 4;

    // Nothing but the journal connects the two: this could be another process, on another day.
    team = await BuildAsync(
        request with
        {
            Brief = "",
            Resume = true,
            Answers = [new Answer(question.Id, said) { By = Environment.UserName }],
        }
    );
}

Console.WriteLine($"{team.Stop.Kind}: {team.Stop.Message}");
Console.WriteLine(
    team.Artifacts.Any(static file => file.Path == "docs/brief.md") ? "The document was written." : "The document was not written."
);
return team.Approved ? 0 : 1;

static async Task<TeamResult> BuildAsync(BuildRequest request)
{
    await using var services = new ServiceCollection().AddBackendAgents().BuildServiceProvider();
    return (await services.GetRequiredService<BackendBuilder>().BuildAsync(request)).Team;
}
