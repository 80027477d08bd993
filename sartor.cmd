@echo off
rem Starts Sartor on Windows, from an installed release or from a checkout, which it builds on first use. Finds a JDK 25 and
rem sets what the libraries need. Variables: SARTOR_JAVA_HOME, SARTOR_JAVA_OPTIONS (such as -Xmx8g).
setlocal EnableDelayedExpansion
set "home=%~dp0"
set "home=%home:~0,-1%"
set "jdk="
for %%D in ("%SARTOR_JAVA_HOME%" "%JAVA_HOME%") do call :consider "%%~D"
for /d %%D in ("%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*") do call :consider "%%~D"
if not defined jdk (
  echo Sartor needs a JDK of release 25 or later, and none was found>&2
  echo   where: SARTOR_JAVA_HOME, JAVA_HOME, %ProgramFiles%\Java and the usual folders>&2
  echo   fix:   install one ^(such as Temurin 25^) or set SARTOR_JAVA_HOME to its folder>&2
  exit /b 2
)
set "jar=%home%\lib\sartor.jar"
if exist "%home%\pom.xml" (
  set "jar=%home%\target\sartor.jar"
  if not exist "%home%\target\sartor.jar" (
    echo sartor: building ^(first use^)>&2
    set "JAVA_HOME=%jdk%"
    pushd "%home%"
    call mvn -B -q -ntp -Dmaven.test.skip=true package 1>&2
    if errorlevel 1 (
      popd
      echo the build failed>&2
      echo   where: %home%>&2
      echo   fix:   read Maven's message above>&2
      exit /b 2
    )
    popd
  )
)
if not exist "%LOCALAPPDATA%\sartor" mkdir "%LOCALAPPDATA%\sartor" 2>nul
set "ORT_DISABLE_TELEMETRY=1"
"%jdk%\bin\java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:G1HeapRegionSize=1m -XX:GCTimeRatio=2 -Xms128m -Djava.awt.headless=true "-XX:SharedArchiveFile=%LOCALAPPDATA%\sartor\sartor.jsa" -XX:+AutoCreateSharedArchive -Xlog:disable -Xlog:all=error,cds=off:stderr "-Dsartor.home=%home%" %SARTOR_JAVA_OPTIONS% -jar "%jar%" %*
exit /b %errorlevel%

:consider
if defined jdk exit /b
if "%~1"=="" exit /b
if not exist "%~1\release" exit /b
for /f "tokens=2 delims==." %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do (
  set "feature=%%~V"
  set "feature=!feature:"=!"
  if !feature! geq 25 set "jdk=%~1"
)
exit /b
