// The whole team in a console host: a brief goes in, a folder with a reviewed backend comes out.
//   dotnet run -- "<brief>" <folder> [--no-verify]
using BackendAgents;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

if (args.Length < 2)
{
    Console.Error.WriteLine("Give a brief and a folder.");
    return 2;
}

var host = Host.CreateApplicationBuilder();
host.Services.AddBackendAgents().AddBackendVerification();
using var app = host.Build();

// Ctrl+C ends the run as cancelled, and nothing half-written is left.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

var request = new BuildRequest
{
    Brief = args[0],
    Output = args[1],
    Verify = !args.Contains("--no-verify"),
};
var progress = new RunLines(Console.WriteLine);
var result = await app.Services.GetRequiredService<BackendBuilder>().BuildAsync(request, progress, stop.Token);

Console.WriteLine($"{result.Team.Stop.Kind}: {result.Team.Stop.Message}");
Console.WriteLine($"{result.Files?.Written.Count ?? 0} files in {args[1]}");
return result.Team.Stop.Kind == StopKind.Approved ? 0 : 1;
