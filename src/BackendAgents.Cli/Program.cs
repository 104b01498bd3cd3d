using BackendAgents.Cli;

return await CliApplication.RunAsync(args, CliIo.Process);
